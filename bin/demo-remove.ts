import { runAccounts } from './accounts/run-accounts.ts';

await runAccounts('demo:remove');
