import { account } from './account';
import { common } from './common';
import { people } from './people';

export const en = { ...common, ...account, ...people } as const;
export type English = typeof en;
