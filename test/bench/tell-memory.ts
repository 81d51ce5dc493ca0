// Loaded before the program under measurement: answers each message with the resident memory after a collection, in bytes.
process.on('message', () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage.rss());
});
process.channel?.unref();
