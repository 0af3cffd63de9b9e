import Foundation

/// Every n-th of some places to kill at: as many as fit in a usual test run, unless
/// `ALLOT_CRASH_EVERY` says otherwise.
///
/// With 1 all are used, which takes long.
func sample<Place>(_ places: some Collection<Place>, every usual: Int) -> [Place] {
  let every = ProcessInfo.processInfo.environment["ALLOT_CRASH_EVERY"].flatMap(Int.init) ?? usual
  return places.enumerated().filter { $0.offset % every == (every - 1) / 2 }.map(\.element)
}
