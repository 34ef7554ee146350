import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';

/** A test that was skipped counts as failed: it proves nothing. */
export type Counts = { readonly passed: number; readonly failed: number };
export const NONE: Counts = { passed: 0, failed: 0 };

export function sum(counts: readonly Counts[]): Counts {
	return counts.reduce(
		(total, { passed, failed }) => ({
			passed: total.passed + passed,
			failed: total.failed + failed
		}),
		NONE
	);
}

/** A step without tests of its own is one test: it works or it does not. */
export function whole(code: number): Counts {
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** What a runner reported. No test at all, or an exit code that its report does not explain, is a failure. */
export function reported(code: number, counts: Counts): Counts {
	const unexplained = counts.failed === 0 && (code !== 0 || counts.passed === 0);
	return unexplained ? { passed: counts.passed, failed: 1 } : counts;
}

const Vitest = v.object({ numPassedTests: v.number(), numTotalTests: v.number() });
const Playwright = v.object({
	stats: v.object({
		expected: v.number(),
		skipped: v.number(),
		unexpected: v.number(),
		flaky: v.number()
	})
});

/** From the report file of `vitest --reporter=json`. */
export function vitestCounts(file: string): Counts {
	const report = read(Vitest, file);
	if (report === undefined) return NONE;
	return { passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests };
}

/** From the report file of `playwright --reporter=json`. A flaky test failed. */
export function playwrightCounts(file: string): Counts {
	const report = read(Playwright, file);
	if (report === undefined) return NONE;
	const { expected, skipped, unexpected, flaky } = report.stats;
	return { passed: expected, failed: skipped + unexpected + flaky };
}

/** From what `cargo test` printed, one line per test binary. */
export function cargoCounts(output: string): Counts {
	const lines = output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/gm);
	return sum(
		[...lines].map(([, passed, failed, ignored]) => ({
			passed: Number(passed),
			failed: Number(failed) + Number(ignored)
		}))
	);
}

function read<S extends v.GenericSchema>(schema: S, file: string): v.InferOutput<S> | undefined {
	if (!existsSync(file)) return undefined;
	const parsed = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')));
	return parsed.success ? parsed.output : undefined;
}
