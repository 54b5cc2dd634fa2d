// Owns the console's way to the API: the session travels in a cookie, and its end is told once, whatever was asked.
// Refuses to know any screen.
import { openApi } from '../../shared/api.ts';

export const api = openApi();

let loggedOut = () => {};

/** What is to happen when the server knows nobody any more. */
export function whenLoggedOut(call: () => void): void {
  loggedOut = call;
}

api.use({
  onResponse: ({ response }) => {
    if (response.status === 401) loggedOut();
  },
});
