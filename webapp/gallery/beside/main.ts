/** Every component that stands beside or over a conversation, in each of its states. `?page=files&theme=dark&lang=de&dir=rtl`. */
import '../../src/ui/styles/base.css';

import { mount, type Component } from 'svelte';

import { speak } from '../../src/i18n/index.svelte';

const pages = import.meta.glob<{ default: Component }>('./*.svelte');
const asked = new URLSearchParams(location.search);
const load = pages[`./${asked.get('page') ?? 'Small'}.svelte`];

document.documentElement.dataset['theme'] = asked.get('theme') ?? 'light';
await speak(asked.get('lang') ?? 'en');
document.documentElement.dir = asked.get('dir') ?? 'ltr';
if (load) mount((await load()).default, { target: document.querySelector('#app')! });
document.documentElement.dataset['ready'] = 'true';
