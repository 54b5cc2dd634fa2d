// The demo password is public, so demo people are loaded only on this machine, unless two settings ask for them.

type DemoSettings = { CARELINE_DEMO?: unknown; CARELINE_DEMO_IN_PUBLIC?: unknown; CARELINE_PUBLIC_URL?: unknown };

const LOCAL = /^(?:(?:.*\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** One line when the demo people would be loaded where others can reach them; otherwise none. */
export function openDemoMistakes(values: DemoSettings): string[] {
  const { CARELINE_DEMO: isDemo, CARELINE_DEMO_IN_PUBLIC: isMeant, CARELINE_PUBLIC_URL: url } = values;
  if (isDemo !== true || isMeant === true || typeof url !== 'string' || !URL.canParse(url)) return [];
  if (LOCAL.test(new URL(url).hostname)) return [];
  return [
    'CARELINE_DEMO is true and CARELINE_PUBLIC_URL is not this machine: the demo password is public, so set CARELINE_DEMO=false, or say it twice with CARELINE_DEMO_IN_PUBLIC=true',
  ];
}
