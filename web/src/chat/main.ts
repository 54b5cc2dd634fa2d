import '../shared/palette.css';
import './styles/tokens.css';
import './styles/page.css';
import './styles/messages.css';
import './styles/controls.css';
import './styles/dialogs.css';
import { openApi, resultOf } from '../shared/api.ts';
import { isPassing } from '../shared/problem.ts';
import type { ChatInfo } from '../shared/wire.ts';
import { openChat } from './chat.ts';
import { readSession } from './chat-session.ts';
import { chatTexts, programTexts } from './texts/chat-texts.ts';
import { element } from './view/element.ts';
import { mark } from './view/icons.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** Reads `/chat/<program>` or `chat.html?program=<program>`; empty without either. */
function programOfAddress(): string {
  const asked = new URLSearchParams(location.search).get('program');
  // Any name is passed to the server, which knows the programs.
  return asked ?? /\/chat\/(.+?)\/?$/.exec(location.pathname)?.[1] ?? '';
}

const program = programOfAddress();
const root = document.querySelector<HTMLElement>('#chat') ?? document.body;
let token = readSession(program)?.token ?? null;
const headers = (): Record<string, string> => (token === null ? {} : { authorization: `Bearer ${token}` });
const api = openApi(headers);

function waitingRoom(text: string, button: HTMLElement | null): void {
  const said = element('div', { role: 'status' }, element('h1', {}, text));
  root.replaceChildren(element('main', { class: 'waiting-room' }, mark(), said, button));
}

async function begin(info: ChatInfo): Promise<boolean> {
  const keepToken = (fresh: string | null) => (token = fresh);
  return openChat({ root, program, info, api, headers, keepToken, texts: programTexts(info) });
}

async function start(pause: number): Promise<void> {
  const answer = await resultOf(api.GET('/v1/programs/{program}/chat', { params: { path: { program } } }));
  if (answer.kind === 'ok') {
    const texts = programTexts(answer.data);
    document.documentElement.lang = texts.language;
    document.documentElement.dir = texts.direction;
    document.title = answer.data.title;
    if (await begin(answer.data)) return;
  }
  const texts = chatTexts(document.documentElement.lang);
  if (answer.kind === 'failed' && !isPassing(answer.problem) && answer.problem.status < 500) {
    return waitingRoom(texts.noChat, null);
  }
  const again = () => {
    clearTimeout(timer);
    removeEventListener('online', again);
    void start(Math.min(pause * 2, LONGEST_PAUSE_MS));
  };
  const timer = setTimeout(again, pause);
  addEventListener('online', again);
  waitingRoom(texts.cannotStart, element('button', { class: 'small', type: 'button', onclick: again }, texts.tryAgain));
}

const first = chatTexts(document.documentElement.lang);
if (program === '') waitingRoom(first.noProgram, null);
else {
  waitingRoom(first.starting, null);
  void start(FIRST_PAUSE_MS);
}
