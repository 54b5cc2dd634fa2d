// All texts of the console, those of pages that are loaded later too.
import { textsOf } from '../../web/languages.ts';
import type { texts } from '../../web/src/console/texts/en/index.ts';
import type { texts as rules } from '../../web/src/console/texts/en/rules/index.ts';

type ConsoleTexts = typeof texts & typeof rules;

const [english, russian, arabic] = await Promise.all([textsOf('en'), textsOf('ru'), textsOf('ar')]);

export const [en, ru, ar] = [english, russian, arabic] as [ConsoleTexts, ConsoleTexts, ConsoleTexts];
