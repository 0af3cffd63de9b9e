import SystemTestSupport
import Testing

/// A user who sees only the inbox by SFTP: OpenSSH's own server restricts them to it.
@Suite(
  .onAMachineOfItsOwn,
  .enabled(if: Shell.has("sshd"), "SKIPPED: no sshd is installed: cron/setup --tests")
)
struct SFTPTests {
  private let machine: Machine

  init() throws {
    machine = try Machine()
    try machine.run("batches | drop dropper batches.csv; night 23")
  }

  /// `by_sftp` runs the commands on its input as the user dropper; the server is started for each
  /// session, without a port.
  private static let server = #"""
    mkdir -p /run/sshd /run/seen/inbox /run/got
    chmod 755 /run/seen
    mount --bind $root/inbox /run/seen/inbox
    for key in host user; do ssh-keygen -q -t ed25519 -N '' -f /run/$key; done
    usermod --password '*' dropper
    cat >/run/sshd_config <<END
    HostKey /run/host
    AuthorizedKeysFile /run/user.pub
    StrictModes no
    UsePAM no
    PasswordAuthentication no
    Subsystem sftp internal-sftp
    ForceCommand internal-sftp -u 027
    ChrootDirectory /run/seen
    END
    by_sftp() {
      sftp -q -b - -i /run/user -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
        -o 'ProxyCommand=/usr/sbin/sshd -i -f /run/sshd_config' dropper@here >/dev/null || exit 9
    }

    """#

  @Test func `a user who sees only the inbox can correct a file by its result`()
    throws
  {
    let tried = try machine.run(
      Self.server + #"""
        printf 'orderid,sku,qty\nO-1,LAMP,4\nO-8,LAMP,ten\n' >/run/orders-9.csv
        echo 'put /run/orders-9.csv inbox/' | by_sftp
        night 24 >/dev/null 2>&1
        echo 'get inbox/results/* /run/got/' | by_sftp
        cat /run/got/*.txt
        sed -i 's/,ten,/,2,/' /run/got/*.csv
        echo 'put /run/got/*.csv inbox/' | by_sftp
        night 25 && allocated
        """#
    )
    #expect(
      tried.output == """
        PARTLY TAKEN: 1 of 2 rows taken, 1 refused
        orders-9.csv, run 20261124T020000Z

        line 3: qty 'ten' is not a whole number: write it in digits only, such as 1000

        What to do:
        - Correct the refused rows in orders-9.20261124T020000Z.csv, which is beside this note, and \
        drop that file as it is.
        orderid,sku,qty,batchref
        O-1,LAMP,4,B1
        O-8,LAMP,2,B1

        """
    )
    #expect(tried.code == 0)
  }
}
