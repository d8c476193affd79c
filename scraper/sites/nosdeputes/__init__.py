"""NosDéputés.fr, one host per legislature from the 13th to the 16th.

``routes`` builds and reads its URLs; every other module reads one kind of page: a response in, raw strings out.
The 13th's and the 16th's pages differ in layout; the 14th's and 15th's lie between the two.
"""

SOURCE = "nosdeputes"
