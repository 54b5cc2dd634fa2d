// Types for the modules that the build tool generates.
declare module 'virtual:mantine-theme.css';
declare module '*.css';
