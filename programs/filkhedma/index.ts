import type { Program } from '../../domain/program.ts';
import { labels } from './labels.ts';
import { roles } from './roles.ts';
import { salesCopy } from './sales-copy.ts';
import { servicePackage } from './service-package.ts';
import { texts } from './texts.ts';
import { tickets } from './tickets.ts';

export const filkhedma: Program = {
  name: 'filkhedma',
  title: 'فلخدمة: باقات التنظيف',
  timeZone: 'Africa/Cairo',
  country: 'EG',
  locale: 'ar',
  roles,
  labels,
  texts,
  servicePackage,
  tickets,
  salesCopy,
};
