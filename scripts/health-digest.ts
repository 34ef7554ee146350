/** Writes tests/vectors/health-digest.json (see tests/vectors/GENERATOR.md). The Rust side must arrive at the same hash. */
import { writeFileSync } from 'node:fs';
import { healthDigest } from '../tests/fixtures/health-generator.ts';

const file = new URL('../tests/vectors/health-digest.json', import.meta.url);
const digest = healthDigest(20_261_121n, 100_000);
writeFileSync(file, `${JSON.stringify(digest, undefined, '\t')}\n`);
console.log(
	`${digest.sha256} over ${digest.count} positions, ${digest.within1e6} within 1e-6 of 1`
);
