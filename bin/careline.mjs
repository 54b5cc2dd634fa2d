// Any old Node must be able to read this file: a Node too old for the launcher gets a clear message.
var major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  process.stderr.write(
    'Careline needs Node 20 or newer to start, and this is Node ' +
      process.versions.node +
      ': please install a newer one.\n',
  );
  process.exit(1);
}
void import('./launch/launcher.mjs').then(function (launcher) {
  return launcher.launch(process.argv[2], process.argv.slice(3));
});
