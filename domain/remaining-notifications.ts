/**
 * Notifications of these kinds remain true, for people told by one of these roles, for this person, or for all people if
 * neither is given. All other notifications of the case are withdrawn.
 */
export type RemainingNotifications = { kinds: readonly string[]; roles?: readonly string[]; login?: string };
