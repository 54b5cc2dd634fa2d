// Owns the verb "admin:create": api/accounts.ts on the database of the settings, or on that of the running npm start.
import { runAccounts } from './accounts/run-accounts.ts';

await runAccounts('admin:create');
