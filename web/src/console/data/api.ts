// The session travels in a cookie. Its end is reported once, whatever was asked.
import { openApi } from '../../shared/api.ts';

export const api = openApi();

let loggedOut = () => {};

/** Sets what happens when the server no longer knows the session. */
export function whenLoggedOut(call: () => void): void {
  loggedOut = call;
}

api.use({
  onResponse: ({ response }) => {
    if (response.status === 401) loggedOut();
  },
});
