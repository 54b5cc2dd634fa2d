import fp from 'fastify-plugin';
import { conversationDoor } from './conversation-door.ts';
import { packageDoor } from './package-door.ts';
import { ticketDoor } from './ticket-door.ts';

/**
 * Each process has a door: it reads the case that a path names, and enforces the route's rule about it. Doors come after
 * the stored answer of a repeated request was looked for: the first request may have closed the case to its author.
 */
export const caseAccess = fp(
  async (app) => {
    for (const door of [conversationDoor, packageDoor, ticketDoor]) door(app);
  },
  { name: 'case-access', dependencies: ['access'] },
);
