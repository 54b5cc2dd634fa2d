// Types for the modules that the build tool generates.
declare module 'virtual:mantine-theme.css';
declare module '*.css';
declare module 'virtual:console-languages' {
  export const languages: readonly {
    /** BCP 47 */
    language: string;
    /** False if sentences are missing; the fallback is loaded beside it. */
    isComplete: boolean;
    load: () => Promise<{ texts: object }>;
    /** The texts of pages that are loaded when they are opened. */
    pages: Readonly<Record<string, () => Promise<{ texts: object }>>>;
  }[];
}
