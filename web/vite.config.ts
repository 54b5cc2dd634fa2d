// Builds the two pages: the console and the customer page.
import react from '@vitejs/plugin-react';
import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { consoleLanguagesPlugin } from './languages-plugin.ts';
import { theme } from './src/console/theme.ts';

const THEME_CSS = 'virtual:mantine-theme.css';

// Mantine writes its theme into a <style> element at run time; a strict content-security-policy forbids that, so the
// same rules are written into the stylesheet here.
function mantineThemeCss(): Plugin {
  return {
    name: 'mantine-theme-css',
    resolveId: (id) => (id === THEME_CSS ? `\0${THEME_CSS}` : undefined),
    load: (id) => {
      if (id !== `\0${THEME_CSS}`) return undefined;
      const css = convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)), ':root');
      return css.replace(/--mantine-color-scheme: ?\w+;/g, '');
    },
  };
}

const api = process.env['CARELINE_PUBLIC_URL'] ?? 'http://localhost:8080';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), mantineThemeCss(), consoleLanguagesPlugin()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Nothing inline: no data: address needs an exception in the content-security-policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      input: { console: resolve(import.meta.dirname, 'index.html'), chat: resolve(import.meta.dirname, 'chat.html') },
    },
  },
  server: { proxy: { '/v1': { target: api } } },
});
