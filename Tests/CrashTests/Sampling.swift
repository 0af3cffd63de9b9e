import Foundation

/// Every n-th of some places to die at: as many as the time of a usual test run allows, unless
/// `ALLOT_CRASH_EVERY` says otherwise; 1 takes all, and long.
func sample<Place>(_ places: some Collection<Place>, every usual: Int) -> [Place] {
  let every = ProcessInfo.processInfo.environment["ALLOT_CRASH_EVERY"].flatMap(Int.init) ?? usual
  return places.enumerated().filter { $0.offset % every == (every - 1) / 2 }.map(\.element)
}
