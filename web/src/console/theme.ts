// Mantine's theme, without what a strict content-security-policy forbids.
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const care: MantineColorsTuple = [
  '#e9f6f4',
  '#d3ebe7',
  '#a6d8d0',
  '#76c4b8',
  '#4fb3a5',
  '#36a899',
  '#1d8c7e',
  '#0c6b62',
  '#08584f',
  '#06463f',
];

// Greys of the dark scheme with a touch of our green.
const dark: MantineColorsTuple = [
  '#e7f0ee',
  '#c6d6d3',
  '#a3b8b6',
  '#7d9795',
  '#4b6361',
  '#2f4544',
  '#1f3231',
  '#182828',
  '#122020',
  '#0e1b1b',
];

// Scroll locking would add a <style> element, and the layout scrolls inside its panes anyway. A dialog's title bar is
// no banner of the page.
const dialog = {
  defaultProps: { lockScroll: false, attributes: { header: { role: 'presentation' } } },
  styles: { title: { fontSize: 18, fontWeight: 700 } },
};

export const theme = createTheme({
  primaryColor: 'care',
  primaryShade: { light: 7, dark: 7 },
  colors: { care, dark },
  defaultRadius: 'md',
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif",
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Modal: dialog },
});
