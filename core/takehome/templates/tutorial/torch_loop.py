import torch
from torch import nn

series = torch.sin(torch.arange(300) / 5)
look = series.unfold(0, 13, 1)
x, y = look[:, :12, None], look[:, 12:]

rnn, head = nn.RNN(1, 16, batch_first=True), nn.Linear(16, 1)
weights = [*rnn.parameters(), *head.parameters()]
optimizer = torch.optim.Adam(weights, lr=0.01)

for start in range(0, 224, 32):
    batch, answers = x[start : start + 32], y[start : start + 32]
    states, last = rnn(batch)
    told = head(states[:, -1])
    loss = nn.functional.mse_loss(told, answers)

    optimizer.zero_grad()
    loss.backward()

    nn.utils.clip_grad_norm_(weights, 1.0)
    optimizer.step()
