/**
 * Parts of the library `stanza` that nothing here uses, left out of the bundle: calls (Jingle), BOSH, and what they bring along. The
 * account pages' budget of JavaScript is for what people use.
 */
import type { Plugin } from 'vite';

const UNUSED = /[\\/]stanza[\\/](?:plugins[\\/]jingle|transports[\\/]bosh|jingle[\\/]index|plugins[\\/]hostmeta|helpers[\\/]NetworkDiscovery)(?:\.js)?$/;
const NOTHING = `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = class {};`;

export function leftOut(): Plugin {
  return {
    name: 'casemate-left-out',
    enforce: 'pre',
    load(id) {
      if (!UNUSED.test(id.split('?')[0] ?? id)) return null;
      return id.includes('plugins') ? `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = () => undefined;` : NOTHING;
    },
  };
}
