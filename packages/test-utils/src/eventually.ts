/** Repeats an assertion until it holds; throws its last error after `timeout` milliseconds. */
export async function eventually(
  assertion: () => void | Promise<void>,
  timeout = 15_000,
): Promise<void> {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
    await new Promise(resolve => {
      setTimeout(resolve, 10);
    });
  }
}
