import * as v from 'valibot';
import { readToml, type Crate } from './crates.ts';

const Package = v.object({
	name: v.string(),
	version: v.string(),
	source: v.optional(v.string()),
	checksum: v.optional(v.string()),
	dependencies: v.optional(v.array(v.string()), [])
});
type Package = v.InferOutput<typeof Package>;
const Lock = v.object({ package: v.array(Package) });

/**
 * The locked packages that are compiled into these crates, as `name version checksum`, sorted. A crate of ours is
 * entered through its own dependencies only: the lockfile also lists what its tests use.
 */
export function lockedPackages(
	root: string,
	workspace: string,
	crates: readonly Crate[]
): string[] {
	const packages = v.parse(Lock, readToml(root, `${workspace}/Cargo.lock`)).package;
	const ours = new Map(crates.map((crate) => [crate.name, crate]));
	const found = new Set<Package>();
	const visit = (entry: Package) => {
		if (found.has(entry)) return;
		found.add(entry);
		const own = entry.source === undefined ? ours.get(entry.name)?.dependencies : undefined;
		for (const reference of entry.dependencies) {
			const [name = '', version] = reference.split(' ');
			if (own !== undefined && !own.includes(name)) continue;
			packages
				.filter((other) => other.name === name && (version ?? other.version) === other.version)
				.forEach(visit);
		}
	};
	packages.filter(({ name, source }) => source === undefined && ours.has(name)).forEach(visit);
	return [...found]
		.map(({ name, version, checksum }) => `${name} ${version} ${checksum ?? 'ours'}`)
		.sort();
}
