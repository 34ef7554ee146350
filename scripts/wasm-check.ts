// npm run wasm:check: does the committed wasm belong to the sources of this tree? Fast: compiles nothing.
import { join } from 'node:path';
import { problems } from './wasm/check.ts';

const found = problems(join(import.meta.dirname, '..'));
for (const problem of found) console.error(problem);
if (found.length > 0) process.exitCode = 1;
else console.log('wasm: every file matches its manifest and its sources');
