// The customer page is in its program's language from the first byte.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Program } from '../../domain/program.ts';
import { findProgram } from '../../programs/index.ts';

const route = { config: { access: 'anyone' }, schema: { hide: true } } as const;

/** For a browser without JavaScript; the page itself says everything else. */
const words: Readonly<Record<string, Words>> = {
  ru: {
    needsScript: 'Для чата нужен JavaScript.',
    noChat: 'Такого чата нет. Проверьте адрес.',
    noProgram: 'Адрес неполный. Откройте чат по ссылке, которую вы получили.',
  },
  en: {
    needsScript: 'The chat needs JavaScript.',
    noChat: 'This chat does not exist. Check the address.',
    noProgram: 'This address is incomplete. Open the chat by the link that you were given.',
  },
  ar: {
    needsScript: 'تحتاج المحادثة إلى JavaScript.',
    noChat: 'لا توجد محادثة على هذا العنوان. تأكد من الرابط.',
    noProgram: 'هذا العنوان غير مكتمل. افتح المحادثة من الرابط الذي وصلك.',
  },
};
type Words = Record<'needsScript' | 'noChat' | 'noProgram', string>;

const FALLBACK = 'en';

/** @param options `dist` holds the built `chat.html` */
export async function chatPage(app: FastifyInstance, { dist }: { dist: string }): Promise<void> {
  const send = async (request: FastifyRequest, reply: FastifyReply, name: string) => {
    // Read for each request, because another build names other files.
    const page = await readFile(join(dist, 'chat.html'), 'utf8');
    const program = name === '' ? undefined : findProgram(name);
    const hasChat = program?.conversation !== undefined;
    const locale = program?.locale ?? languageAsked(request);
    const word = hasChat ? 'needsScript' : name === '' ? 'noProgram' : 'noChat';
    return reply
      .code(hasChat ? 200 : 404)
      .header('cache-control', 'no-cache')
      .header('vary', 'accept-language')
      .type('text/html; charset=utf-8')
      .send(spoken(page, { locale, title: program?.title ?? 'Careline', said: sentence(program, locale, word) }));
  };
  app.get('/chat', route, (request, reply) => send(request, reply, ''));
  // Matches the whole rest of the address, so that a longer address gets no other page.
  app.get<{ Params: { '*': string } }>('/chat/*', route, (request, reply) =>
    send(request, reply, request.params['*'].replace(/\/$/, '')),
  );
}

/** The first language of the browser that the page speaks; of an address without a program nothing else is known. */
function languageAsked({ headers }: FastifyRequest): string {
  const asked = `${headers['accept-language'] ?? ''}`.split(',').map((one) => baseOf(one.trim().toLowerCase()));
  return asked.find((language) => Object.hasOwn(words, language)) ?? FALLBACK;
}

const baseOf = (locale: string) => /^[a-z]+/.exec(locale)?.[0] ?? '';

/** The document's sentence, else the product's; a missing one is whole in English and says so. */
function sentence(program: Program | undefined, locale: string, word: keyof Words): string {
  const own = program?.page[word] ?? words[baseOf(locale)]?.[word];
  if (own !== undefined) return inHtml(own);
  return `<span lang="${FALLBACK}" dir="ltr">${words[FALLBACK]?.[word] ?? ''}</span>`;
}

/**
 * A malformed address of the customer page counts as one without a chat.
 * @returns false for any other address
 */
export function answerBadChatAddress({ url }: FastifyRequest, reply: FastifyReply): boolean {
  const [path = ''] = url.split('?', 1);
  if (!path.startsWith('/chat/')) return false;
  void reply.redirect(`/chat/${encodeURIComponent(path.slice('/chat/'.length))}`);
  return true;
}

function spoken(page: string, { locale, title, said }: { locale: string; title: string; said: string }): string {
  const { direction = 'ltr' } = new Intl.Locale(locale).getTextInfo();
  return page
    .replace(/<html[^>]*>/, `<html lang="${locale}" dir="${direction}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${inHtml(title)}</title>`)
    .replace(/<noscript>[^]*?<\/noscript>/, () => `<noscript>${said}</noscript>`);
}

function inHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
