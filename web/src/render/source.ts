/** Reads a release's `data/` folder. Each file is checked for its shape where a slip would go unseen. */
import { existsSync, readFileSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import type { Topology } from 'topojson-specification';
import { makeShapes, placePoints } from '../lib/map/shapes';
import type { MapShapes } from '../lib/charts/map-layout';
import type { AreaFile, IndicatorFile, InstitutionFile, Localized, Region, ReportFile, SiteData, TraceFile } from '../lib/data/types';

export class Source {
  readonly folder: string;
  readonly site: SiteData;
  private readonly boundaries = new Map<string, Topology>();
  private readonly traces = new Map<string, TraceFile>();
  private lists: { id: string; title: Localized; period: string; counts: Map<string, number> }[] | null = null;
  private readonly shapes = new Map<string, MapShapes | null>();

  constructor(folder: string) {
    this.folder = folder;
    this.site = this.read<SiteData>('site.json');
    if (this.site.format !== 1) throw new Error(`site.json: format ${String(this.site.format)} is not known; this program renders format 1`);
  }

  /** The file's place on disk; a name that leads out of the folder is refused. */
  path(name: string): string {
    const path = normalize(join(this.folder, name));
    if (!path.startsWith(normalize(this.folder + sep))) throw new Error(`${name}: leads out of the release's data`);
    return path;
  }

  private read<T>(name: string): T {
    const path = this.path(name);
    if (!existsSync(path)) throw new Error(`${path}: the release names this file, but it is not there`);
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as T;
    } catch (error) {
      throw new Error(`${path}: not a JSON file: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  indicator(file: string): IndicatorFile {
    const indicator = this.read<IndicatorFile>(file);
    for (const [i, series] of indicator.series.entries())
      if (series.value.length !== indicator.areas.length || series.value.some((row) => row.length !== indicator.years.length))
        throw new Error(`${file}: series ${i} does not have ${indicator.areas.length} areas × ${indicator.years.length} years`);
    if (indicator.yearLabels.length !== indicator.years.length) throw new Error(`${file}: ${indicator.yearLabels.length} year labels for ${indicator.years.length} years`);
    return indicator;
  }

  /** Kept until another is asked for: the pages of one indicator share few of them. */
  trace(file: string): TraceFile {
    if (!this.traces.has(file)) {
      if (this.traces.size > 3) this.traces.clear();
      const empty: TraceFile = { deliveries: {}, figures: {} };
      this.traces.set(file, existsSync(this.path(file)) ? this.read<TraceFile>(file) : empty);
    }
    return this.traces.get(file)!;
  }

  area(key: string): AreaFile {
    return this.read<AreaFile>(`areas/${key}.json`);
  }

  institutions(file: string): InstitutionFile {
    return this.read<InstitutionFile>(file);
  }

  /** Which lists know institutions in an area, and how many. */
  institutionsIn(key: string): { id: string; title: Localized; period: string; count: number }[] {
    this.lists ??= this.site.institutions.map((one) => ({ ...one, counts: new Map(this.institutions(one.file).areas.map((area) => [area.key, area.count])) }));
    return this.lists.flatMap(({ id, title, period, counts }) => (counts.has(key) ? [{ id, title, period, count: counts.get(key)! }] : []));
  }

  report(file: string): ReportFile {
    return this.read<ReportFile>(file);
  }

  boundary(id: string): Topology | null {
    const info = this.site.boundaries.find((one) => one.id === id);
    if (!info) return null;
    let found = this.boundaries.get(id);
    if (!found) this.boundaries.set(id, (found = this.read<Topology>(info.file)));
    return found;
  }

  /** Where points stand on the map that shapesFor() draws. */
  pointsOn(boundary: string, members: string[], points: [number, number][]): { x: number; y: number }[] {
    const found = this.boundary(boundary);
    return found ? placePoints(found, members, points) : [];
  }

  /** Shapes of a region, made once. */
  shapesOf(region: Region): MapShapes | null {
    return this.shapesFor(region.boundary, region.members);
  }

  shapesFor(boundary: string | null, members: string[]): MapShapes | null {
    if (!boundary) return null;
    const id = `${boundary} ${members.join(' ')}`;
    if (!this.shapes.has(id)) {
      const found = this.boundary(boundary);
      this.shapes.set(id, found ? makeShapes(found, members) : null);
    }
    return this.shapes.get(id) ?? null;
  }
}
