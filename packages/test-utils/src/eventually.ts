/** Repeats an assertion until it holds; throws its last error after `timeoutMs`. */
export async function eventually(
  assertion: () => void | Promise<void>,
  timeoutMs = 15_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
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
