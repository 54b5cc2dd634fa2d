import type { Program } from '../../domain/program.ts';
import { conversation } from './conversation.ts';
import { labels } from './labels.ts';
import { texts } from './texts.ts';

export const cdek: Program = {
  name: 'cdek',
  title: 'СДЭК: поддержка клиентов',
  timeZone: 'Europe/Moscow',
  country: 'RU',
  locale: 'ru',
  roles: [
    { role: 'director', title: 'Исполнительный директор' },
    { role: 'support', title: 'Менеджеры по сопровождению' },
    { role: 'klo-senior', title: 'Старший менеджер КЛО' },
    { role: 'klo', title: 'Менеджеры КЛО' },
  ],
  labels,
  texts,
  conversation,
  // CDEK-21: the document's six kinds, and other kinds that offices and phones send.
  attachments: ['pdf', 'docx', 'xlsx', 'jpg', 'png', 'heic', 'webp', 'doc', 'xls', 'csv', 'txt'],
};
