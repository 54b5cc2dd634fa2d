import './styles/mantine.ts';
import '../shared/palette.css';
import './styles/ground.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { beginTexts } from './texts/begin-texts.ts';

await beginTexts();
const root = document.querySelector('#console');
if (root !== null) createRoot(root).render(<App />);
