// Owns the program filkhedma: cleaning packages, in Arabic. Its processes are not built yet, so it holds no policy.
import type { Program } from '../../domain/program.ts';

export const filkhedma: Program = {
  name: 'filkhedma',
  title: 'فلخدمة: باقات التنظيف',
  timeZone: 'Africa/Cairo',
  locale: 'ar',
  roles: [],
  texts: {},
};
