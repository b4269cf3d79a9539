import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A slow machine is not a failure: what hangs is still found, only later.
jest.setTimeout(30_000);
configure({ asyncUtilTimeout: 10_000 });
