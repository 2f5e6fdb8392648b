import type { English } from '../en';
import type { Translation } from '../types';
import { account } from './account';
import { beside } from './beside';
import { common } from './common';
import { messenger } from './messenger';
import { people } from './people';

export const de: Translation<English> = { ...common, ...account, ...people, ...messenger, ...beside };
