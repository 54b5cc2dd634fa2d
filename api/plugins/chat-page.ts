// The customer page is in its program's language from the first byte.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Program } from '../../domain/program.ts';
import { defaultProgram, findProgram } from '../../programs/index.ts';

const route = { config: { access: 'anyone' }, schema: { hide: true } } as const;

/** For a browser without JavaScript; the page itself says everything else. */
const words: Readonly<Record<string, { needsScript: string; noChat: string }>> = {
  ru: { needsScript: 'Для чата нужен JavaScript.', noChat: 'Такого чата нет. Проверьте адрес.' },
  en: { needsScript: 'The chat needs JavaScript.', noChat: 'This chat does not exist. Check the address.' },
  ar: {
    needsScript: 'تحتاج المحادثة إلى JavaScript.',
    noChat: 'لا توجد محادثة على هذا العنوان. تأكد من الرابط.',
  },
};

/** @param options `dist` holds the built `chat.html` */
export async function chatPage(app: FastifyInstance, { dist }: { dist: string }): Promise<void> {
  const send = async (reply: FastifyReply, program: Program | undefined) => {
    // Read for each request, because another build names other files.
    const page = await readFile(join(dist, 'chat.html'), 'utf8');
    const hasChat = program?.conversation !== undefined;
    const { locale, title } = program ?? { locale: defaultProgram()?.locale ?? 'en', title: 'Careline' };
    return reply
      .code(hasChat ? 200 : 404)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(spoken(page, { locale, title, hasChat }));
  };
  app.get('/chat', route, (_request, reply) => send(reply, defaultProgram()));
  // Matches the whole rest of the address, so that a longer address gets no other page.
  app.get<{ Params: { '*': string } }>('/chat/*', route, ({ params }, reply) => {
    const name = params['*'].replace(/\/$/, '');
    return send(reply, name === '' ? defaultProgram() : findProgram(name));
  });
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

function spoken(page: string, { locale, title, hasChat }: { locale: string; title: string; hasChat: boolean }): string {
  const [language = locale] = locale.split('-');
  const { needsScript, noChat } = words[language] ?? words['en'] ?? { needsScript: '', noChat: '' };
  const { direction = 'ltr' } = new Intl.Locale(language).getTextInfo();
  return page
    .replace(/<html[^>]*>/, `<html lang="${language}" dir="${direction}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${inHtml(title)}</title>`)
    .replace(/<noscript>[^]*?<\/noscript>/, `<noscript>${hasChat ? needsScript : noChat}</noscript>`);
}

function inHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
