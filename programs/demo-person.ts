// A demo person can log in right after `npm start`.

export type DemoPerson = { login: string; name: string; role: string };
