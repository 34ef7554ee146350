// Runs a test binary for cargo and ends it with its first failed test: what a mutant breaks after that says nothing new.
// Usage, as a cargo runner: node first-failure.ts BINARY [ARGUMENT …]
import { spawn } from 'node:child_process';

const FAILED = /^test .* \.\.\. FAILED$/m;
const FAILED_CODE = 101; // as libtest ends

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
let failed = false;
let line = ''; // a chunk may end within a line
child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
	process.stdout.write(chunk);
	const text = line + chunk;
	line = text.slice(text.lastIndexOf('\n') + 1);
	if (failed || !FAILED.test(text)) return;
	failed = true;
	child.kill('SIGKILL');
});
child.on('error', (error) => {
	console.error(error.message);
	process.exitCode = 1;
});
child.on('close', (code) => {
	process.exitCode = failed ? FAILED_CODE : (code ?? 1);
});
