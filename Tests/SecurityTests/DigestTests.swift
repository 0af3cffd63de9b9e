import TestSupport
import Testing

/// Digests beside dropped files.
@Suite(.onAMachineOfItsOwn)
struct DigestTests {
  private let machine: Machine

  init() throws {
    machine = try Machine()
    try machine.run("batches | drop dropper batches.csv; night 23; orders | drop other orders.csv")
  }

  @Test(arguments: [
    "orders-2.csv.sha256", "orders-2.csv.SHA256", "orders-2.csv.Sha256", "orders-2.sha256",
  ])
  func `a digest beside a file counts, however its name is written`(name: String) throws {
    let tried = try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv
      printf '%064d  orders-2.csv\n' 7 | drop dropper "$1"
      night 24
      allocated | wc -l
      ls $root/inbox | grep -c orders-2.csv$
      """#,
      [name]
    )
    #expect(tried.output.hasSuffix("2\n1\n"), "it did not match, and the file is held: \(tried)")
  }

  @Test func `digests written by other tools are read`() throws {
    let tried = try machine.run(
      #"""
      for n in 2 3 4 5; do
        printf 'orderid,sku,qty\nO-%s,LAMP,1\n' $n >/run/file
        digest=$(sha256sum </run/file | cut -c 1-64)
        drop dropper orders-$n.csv </run/file
        case $n in
        2) printf '%s\n' $digest ;;
        3) printf '%s *orders-3.csv\r\n' $digest ;;
        4) printf '\357\273\277%s  orders-4.csv\n' $digest ;;
        5) printf 'SHA256 (orders-5.csv) = %s\n' $digest ;;
        esac | drop dropper orders-$n.csv.sha256
      done
      night 24
      allocated | wc -l
      """#
    )
    #expect(tried == .init(code: 0, output: "6\n"))
  }

  /// The killed run had compared the two; the next one continues with the files that it chose.
  @Test func `a file replaced after the comparison is held because of its digest`() throws {
    let tried = try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv
      as dropper sh -c 'cd /srv/allot/inbox; sha256sum orders-2.csv >orders-2.csv.sha256'
      strace -f -qq -o /dev/null -e trace=renameat2 -e inject=renameat2:signal=KILL:when=1 \
        setpriv --reuid allot --regid allot --init-groups \
        allot run --quiet --root $root --settle 0 --now 2026-11-24T02:00:00Z
      printf 'orderid,sku,qty\nO-2,LAMP,5\n' | drop dropper orders-2.csv
      night 25 >/dev/null 2>&1
      echo $?
      allocated
      ls $root/inbox $root/archive/*
      """#
    )
    #expect(
      tried.output.trimmingPrefix("Killed\n") == """
        1
        orderid,sku,qty,batchref
        O-1,LAMP,4,B1
        /srv/allot/archive/2026-11-23:
        batches.csv

        /srv/allot/archive/2026-11-24:
        orders.csv

        /srv/allot/inbox:
        acme
        orders-2.csv
        orders-2.csv.sha256
        results

        """
    )
  }

  @Test func `a digest in the archive matches the archived file, whatever the dropper did`() throws
  {
    let tried = try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv
      install -d -o dropper -m 700 /srv/kept
      as dropper sh -c 'cd /srv/allot/inbox; sha256sum orders-2.csv >orders-2.csv.sha256
        ln orders-2.csv.sha256 /srv/kept/digest'
      night 24
      as dropper sh -c 'printf "%064d  orders-2.csv\n" 7 >/srv/kept/digest'
      cd $root/archive/2026-11-24
      stat -c '%U %G %a %n' *
      as reader sha256sum -c orders-2.csv.sha256
      """#
    )
    #expect(
      tried.output == """
        allot allot-read 640 orders-2.csv
        allot allot-read 640 orders-2.csv.sha256
        allot allot-read 640 orders.csv
        orders-2.csv: OK

        """
    )
  }
}
