// Owns the names of what the build tool makes up. Holds no values.
declare module 'virtual:mantine-theme.css';
declare module '*.css';
