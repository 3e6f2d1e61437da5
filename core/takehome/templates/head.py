"""ABOUT

With the weights of the app's run beside it, it gets that run's figures. With TRAIN = True, or without that
file, it trains anew from the same seed. The app has kernels of its own where they are faster, so that figures
then agree as far as single precision carries through the training: usually four digits or more. Sums in
another order, on another processor say, a plain RNN can magnify until it ends elsewhere.

    pip install PACKAGES
    python this_script.py
"""

import os

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"  # as in the app: oneDNN sums in another order
