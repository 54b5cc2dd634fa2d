// Owns the shape of a demo person: somebody who can log in right after `npm start`.

export type DemoPerson = { login: string; name: string; role: string };
