import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import type { Notification, Program } from '../../shared/wire.ts';
import type { Names } from '../data/labels.ts';
import type { IconName } from '../shell/icon-drawings.ts';

export type ProcessName = Notification['process'];

/** An entry of the bell, or told only live: a colleague took a conversation, a customer wrote. */
export type News = Pick<Notification, 'process' | 'caseId' | 'details'> & { kind: string; program: string };

/** What a section is for a person. The navigation shows the sections in this order. */
export const purposes = ['reply', 'decide', 'lead', 'record', 'work', 'begin', 'look-up', 'set-up'] as const;
type Purpose = (typeof purposes)[number];

export type Section = {
  /** The address that the navigation leads to. All pages of a section have the first part of it in common. */
  path: string;
  /** A text key. */
  label: string;
  route: RouteObject;
};

/** A section that the roles in a program decide about. */
export type ProcessSection = Section & {
  /** `null` for people who are not offered it. */
  purposeFor: (program: Program, roles: readonly string[]) => Purpose | null;
};

export type NewsLook = {
  /** A text key. The text gets `assignee`. */
  text: string;
  /** A bell without one. */
  icon?: IconName;
  isUrgent?: boolean;
  /** Whether a tone is played, and whether only for people who do not look at the case. */
  tone?: 'always' | 'unseen';
  /** The page of the case shows it, so people who look at the case get no note. */
  isOnPage?: boolean;
};

/** What a sentence about news may use. */
export type Saying = {
  names: Names;
  money: (amountMinor: number, currency: string) => string;
  /** The program of the case. */
  program: Program | undefined;
  cache: QueryClient;
};

/** The live stream, for the events of one process. */
export type Line = {
  cache: QueryClient;
  /** The program in view. */
  program: () => Program | undefined;
  /** Reloads the lists of the process soon, once for many events. */
  reloadLists: () => void;
  tell: (news: News) => void;
};

/** What the console has of one process. Pages are loaded when they are opened. */
export type Screens = {
  name: ProcessName;
  /** Whether a program has cases of this process. */
  isIn: (program: Program) => boolean;
  sections: readonly ProcessSection[];
  /** The pages of a case outside of the sections. They are open to all people in a program with such cases. */
  casePages: readonly RouteObject[];
  /** The address of a case; `kind` is that of the news that leads there. */
  pathOf: (caseId: string, kind?: string) => string;
  /** The text key of a link to a case. */
  linkLabel: string;
  /** The first parts of query keys. In `ofCase` the case's id is the second part. */
  queries: { ofCase: readonly string[]; lists: readonly string[] };
  /**
   * What its live events do. Without one, an event with the name of the process and the `id` of a case reloads this case
   * and the lists.
   */
  live?: Readonly<Record<string, (data: unknown, line: Line) => void>>;
  /** Its kinds of news. */
  news: Readonly<Record<string, NewsLook>>;
  /** What a case with news is about, in a few words without the customer's name; `null` for nothing to say. */
  about: (news: News, saying: Saying) => string | null;
  /** Reads what `about` needs. */
  readAbout?: (news: News, cache: QueryClient) => Promise<unknown> | undefined;
  /** Whether news about a case say how late its next step is. */
  isLateInBell: boolean;
  /** Whether its pages have keyboard shortcuts. */
  hasShortcuts?: boolean;
  /** Begins to load the pages that most people see first. */
  preload?: () => Promise<unknown>;
  /** On every page; `isInView` says whether the program in view has such cases. */
  Background?: ComponentType<{ isInView: boolean }>;
};
