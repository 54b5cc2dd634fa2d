import './styles/mantine.ts';
import '../shared/palette.css';
import './styles/ground.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { screens } from './cases/screens.ts';
import { beginTexts } from './texts/begin-texts.ts';

for (const { preload } of screens) void preload?.();
await beginTexts();
const root = document.querySelector('#console');
if (root !== null) createRoot(root).render(<App />);
