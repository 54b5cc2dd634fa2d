import { rulesPage } from './page.ts';

export const texts = { rulesPage };
