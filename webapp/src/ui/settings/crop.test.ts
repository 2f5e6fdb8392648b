import { expect, test } from 'vitest';

import { middle, moved, zoomed } from './crop';

const WIDE = { width: 400, height: 200 };

test('begins with the largest square in the middle', () => {
  expect(middle(WIDE)).toEqual({ x: 100, y: 0, side: 200 });
  expect(middle({ width: 90, height: 300 })).toEqual({ x: 0, y: 105, side: 90 });
});

test('moves, and stops at the edges', () => {
  expect(moved(middle(WIDE), WIDE, 50, 10)).toEqual({ x: 150, y: 0, side: 200 });
  expect(moved(middle(WIDE), WIDE, 500, 0)).toEqual({ x: 200, y: 0, side: 200 });
  expect(moved(middle(WIDE), WIDE, -500, 0)).toEqual({ x: 0, y: 0, side: 200 });
});

test('zooms around its middle, and back out without leaving the picture', () => {
  const near = zoomed(middle(WIDE), WIDE, 2);
  expect(near).toEqual({ x: 150, y: 50, side: 100 });
  const corner = moved(near, WIDE, 500, 500);
  expect(corner).toEqual({ x: 300, y: 100, side: 100 });
  expect(zoomed(corner, WIDE, 1)).toEqual({ x: 200, y: 0, side: 200 });
  expect(zoomed(near, WIDE, 0.5)).toEqual({ x: 100, y: 0, side: 200 });
});
