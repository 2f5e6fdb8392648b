import { account } from './account';
import { beside } from './beside';
import { common } from './common';
import { people } from './people';

export const en = { ...common, ...account, ...people, ...beside } as const;
export type English = typeof en;
