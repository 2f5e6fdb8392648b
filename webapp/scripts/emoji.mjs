/**
 * Writes src/ui/emoji/names.{en,de}.ts from the emojibase-data package (MIT; its names and keywords are Unicode's CLDR, Unicode licence v3).
 * Run by hand when Unicode has new emoji: `npm pack emojibase-data`, unpack, `node scripts/emoji.mjs package`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NEWEST = 15.1; // what the systems in use can draw
const HAIR_AND_SKIN = 2; // a group of parts that do not stand alone
const source = process.argv[2];
const read = (name) => JSON.parse(readFileSync(join(source, name), 'utf8'));
const codes = read('en/shortcodes/github.json');

for (const language of ['en', 'de']) {
  const groups = new Map();
  for (const emoji of read(`${language}/data.json`).sort((a, b) => (a.order ?? 0) - (b.order ?? 0))) {
    if (emoji.group === undefined || emoji.group === HAIR_AND_SKIN || emoji.version > NEWEST) continue;
    const code = [codes[emoji.hexcode] ?? []].flat().join(' ');
    const words = (emoji.tags ?? []).filter((word) => !emoji.label.includes(word)).join(' ');
    const plain = emoji.emoji.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1'); // as Unicode recommends for interchange
    const line = [plain, emoji.skins ? '+' : '', code, emoji.label, words].join('|').replace(/[`\\$]/g, '');
    groups.set(emoji.group, [...(groups.get(emoji.group) ?? []), line]);
  }
  const lists = [...groups.entries()].sort(([a], [b]) => a - b).map(([, lines]) => `  \`${lines.join('\n')}\`,\n`);
  const head = `/** Written by scripts/emoji.mjs from emojibase-data ${read('package.json').version} (MIT, © Miles Johnson), whose names are Unicode CLDR's (Unicode licence v3). */\n`;
  writeFileSync(`src/ui/emoji/names.${language}.ts`, `${head}export default [\n${lists.join('')}];\n`);
}
