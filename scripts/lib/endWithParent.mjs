/** Read before the environment is cleaned of npm's variables. */
const startedByNpm = Boolean(process.env.npm_lifecycle_event);

/**
 * Calls back when the process that started us is gone without having said so (killed): the Node that only passed us
 * on (its channel closes), or npm (we get another parent). A shell that ends is no reason: `npm start &` may outlive it.
 * @param {() => void} onGone
 */
export function endWithParent(onGone) {
  if (process.env.STONEGARDEN_PARENT === `${process.ppid}`) {
    process.on('disconnect', onGone);
    process.channel?.unref();
  } else if (startedByNpm) {
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid !== parent) {
        clearInterval(timer);
        onGone();
      }
    }, 500);
    timer.unref();
  }
}
