// Owns the verb "demo:remove": api/accounts.ts on the database of the settings, or on that of the running npm start.
import { runAccounts } from './accounts/run-accounts.ts';

await runAccounts('demo:remove');
