import { type IdentificationCheck, type Identification, identificationFrom } from './identification.ts';

/** A question of the intake. `prompt` is the id of the text that asks it. */
export type IntakeQuestion = { id: string; prompt?: string; check: IdentificationCheck };

/** An answer as it is kept. `inn`: it was read as an INN. */
export type GivenAnswer = { question: string; value: string; inn: boolean };

/** The part of a conversation policy about the questions. */
type Asks = {
  version: string;
  questions?: readonly IntakeQuestion[];
  identification?: IntakeQuestion | null;
};

// CDEK-04: policies without this part are older than it, and all of them asked so.
const EARLIER: IntakeQuestion = { id: 'contract-or-inn', check: { kind: 'inn-or-contract' } };

/** The bot's questions, in order. The earlier form, `identification`, is a list with one question or none. */
export function questionsOf({ questions, identification = EARLIER }: Asks): readonly IntakeQuestion[] {
  if (questions !== undefined) return questions;
  return identification === null ? [] : [identification];
}

/** The checks of a program's answers. Without a question any text may still be noted. */
export function checksOf(policy: Asks): IdentificationCheck[] {
  const checks = questionsOf(policy).map(({ check }) => check);
  return checks.length === 0 ? [{ kind: 'none' }] : checks;
}

/** The question that comes next; `null` when all are answered. */
export function nextQuestion(policy: Asks, given: readonly GivenAnswer[]): IntakeQuestion | null {
  return questionsOf(policy).find(({ id }) => !given.some(({ question }) => question === id)) ?? null;
}

// The question of a number that was noted although the program asks for none.
const NOTED: IntakeQuestion = { id: 'number', check: { kind: 'none' } };

/**
 * The question whose answer is corrected. Without an id it is the only one; where there is none, any text may be noted.
 * An answer to a question that the program no longer has takes any text. `null`: no question is meant, or one of several.
 */
export function questionNamed(
  policy: Asks,
  given: readonly GivenAnswer[],
  id: string | undefined,
): IntakeQuestion | null {
  const former = given.map(({ question }) => ({ ...NOTED, id: question }));
  const asked = questionsOf(policy);
  const all = asked.length === 0 ? [NOTED] : asked;
  if (id === undefined) return all.length === 1 ? (all[0] ?? null) : null;
  return [...all, ...former].find((question) => question.id === id) ?? null;
}

// A contract number of the earlier form is any message, however long. The message is kept whole in any case.
const LONGEST_ANSWER = 1_000;

/** The text as an answer; `null` when it does not fit the question's check. */
export function answerFrom(policy: Asks, { id, check }: IntakeQuestion, text: string): GivenAnswer | null {
  const read = identificationFrom(text, check);
  if (read === null) return null;
  const value = read.inn ?? read.contractNumber ?? '';
  const kept = policy.questions === undefined ? value : [...value].slice(0, LONGEST_ANSWER).join('');
  return { question: id, value: kept, inn: read.inn !== null };
}

/** The answers with another one, in place of an earlier one to the same question. */
export function withAnswer(given: readonly GivenAnswer[], answer: GivenAnswer): GivenAnswer[] {
  const isKnown = given.some(({ question }) => question === answer.question);
  return isKnown ? given.map((one) => (one.question === answer.question ? answer : one)) : [...given, answer];
}

/** What is kept of a conversation; `givenAnswers` is `null` where there is none, or only a number, as earlier. */
export type KeptAnswers = Identification & { givenAnswers: readonly GivenAnswer[] | null };

/** Answers with the numbers by which lists know a customer: the first that is an INN, and the first that is not. */
export function keptAnswers(given: readonly GivenAnswer[]): KeptAnswers {
  const value = (inn: boolean) => given.find((one) => one.inn === inn)?.value ?? null;
  return { givenAnswers: given.length === 0 ? null : given, contractNumber: value(false), inn: value(true) };
}

/** The answers of a conversation. Earlier ones have a number without its question: it answered the only one. */
export function answersOf(policy: Asks, { givenAnswers, contractNumber, inn }: KeptAnswers): readonly GivenAnswer[] {
  if (givenAnswers !== null) return givenAnswers;
  const value = inn ?? contractNumber;
  const { id } = (policy.questions === undefined ? questionsOf(policy)[0] : undefined) ?? NOTED;
  return value === null ? [] : [{ question: id, value, inn: inn !== null }];
}

/** Each question with its answer, in order, then answers to questions that the policy does not have. */
export function answerSheet(policy: Asks, kept: KeptAnswers): { question: string; value: string | null }[] {
  const given = answersOf(policy, kept);
  const asked = questionsOf(policy).map(({ id }) => id);
  const valueOf = (id: string) => given.find(({ question }) => question === id)?.value ?? null;
  const further = given.filter(({ question }) => !asked.includes(question));
  return [
    ...asked.map((question) => ({ question, value: valueOf(question) })),
    ...further.map(({ question, value }) => ({ question, value })),
  ];
}
