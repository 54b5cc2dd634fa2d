// Owns the console's way to the API: the session travels in a cookie. Refuses to know any screen.
import { openApi } from '../../shared/api.ts';

export const api = openApi();
