// Arabic durations that fit after «خلال» and «منذ»; browsers know only abbreviations.

type Unit = 'days' | 'hours' | 'minutes' | 'seconds';

const words: Readonly<Record<Unit, readonly [one: string, two: string, few: string, many: string, other: string]>> = {
  days: ['يوم', 'يومين', 'أيام', 'يومًا', 'يوم'],
  hours: ['ساعة', 'ساعتين', 'ساعات', 'ساعة', 'ساعة'],
  minutes: ['دقيقة', 'دقيقتين', 'دقائق', 'دقيقة', 'دقيقة'],
  seconds: ['ثانية', 'ثانيتين', 'ثوانٍ', 'ثانية', 'ثانية'],
};

const plural = new Intl.PluralRules('ar');

export function arabicUnit(value: number, unit: Unit): string {
  const [one, two, few, many, other] = words[unit];
  switch (plural.select(value)) {
    case 'one':
      return one;
    case 'two':
      return two;
    case 'few':
      return `${value} ${few}`;
    case 'many':
      return `${value} ${many}`;
    default:
      return `${value} ${other}`;
  }
}
