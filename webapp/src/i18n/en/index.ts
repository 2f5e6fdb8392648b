import { account } from './account';
import { beside } from './beside';
import { common } from './common';
import { messenger } from './messenger';
import { people } from './people';

export const en = { ...common, ...account, ...people, ...messenger, ...beside } as const;
export type English = typeof en;
